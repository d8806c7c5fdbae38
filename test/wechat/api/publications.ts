interface PlayedArticle {
  readonly number: number;
  readonly content?: string;
  readonly isDeleted?: boolean;
}

/** A publication as `freepublish/batchget` gives it; every value is made up. */
export function publish(articles: readonly PlayedArticle[], updateTime: number): object {
  const news_item = articles.map(({ number, content, isDeleted = false }) => ({
    ...{ title: `Article ${number}`, author: '', digest: '', thumb_media_id: 'M' },
    content:
      content ?? `<p style="margin:0"><span leaf="">The body of article ${number}.</span></p>`,
    url: `http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=${number}&idx=1&sn=0123abcd&chksm=96ab#rd`,
    is_deleted: isDeleted,
  }));
  return {
    article_id: `A${updateTime}`,
    update_time: updateTime,
    content: { news_item, create_time: updateTime, update_time: updateTime },
  };
}

/** The name of the document that the article becomes. */
export function addressOf(number: number): string {
  return `https://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA%3D%3D&mid=${number}&idx=1&sn=0123abcd`;
}
